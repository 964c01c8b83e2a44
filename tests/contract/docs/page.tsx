import { createRoot } from 'react-dom/client';
import { PhoneSettings } from './number-form.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<PhoneSettings token={window.location.hash.slice(1)} />);

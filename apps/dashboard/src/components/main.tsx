import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles.css';
import { ComponentsPage } from './components-page.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('components.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ComponentsPage />
  </StrictMode>,
);

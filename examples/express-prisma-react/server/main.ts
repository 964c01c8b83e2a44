import { app } from './app.ts';

const { PORT = '3000' } = process.env;
app.listen(Number(PORT), () => console.info(`Ready at http://localhost:${PORT}`));

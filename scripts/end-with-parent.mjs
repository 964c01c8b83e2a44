// Ends this process in order if the package manager that started it is gone: npx and pnpm can be killed without passing
// the signal on, and would leave a server that nobody sees.
const POLL_MS = 250;
const parent = process.ppid;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, POLL_MS).unref();

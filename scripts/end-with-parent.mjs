// Ends this process in order if the one that started it is gone: a killed pnpm would leave a server that nobody sees. It
// doesn't notice that npx is killed further up, since pnpm then lives on.
const POLL_MS = 250;
const parent = process.ppid;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, POLL_MS).unref();

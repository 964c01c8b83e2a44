// Stops this process cleanly if the process that started it is gone. Otherwise, a killed pnpm would leave a server running.
// It doesn't notice if npx is killed, because pnpm then keeps running.
const POLL_MS = 250;
const parent = process.ppid;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, POLL_MS).unref();

/** Next.js calls this once, before the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { linekeeper } = await import('./lib/linekeeper');
    await linekeeper.migrate();
  }
}

// Runs before the first paint and before the app's own script is loaded.
{
  // Applies the theme that the person chose. src/shell/theme.ts writes it.
  try {
    const theme = localStorage.getItem('linekeeper:theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked. The theme of the system applies.
  }

  // After an update of the server, the page can name scripts that no longer exist.
  addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement)) return;
      const link = Object.assign(document.createElement('a'), { href: location.href, textContent: 'Reload the page' });
      const message = Object.assign(document.createElement('p'), { role: 'alert', className: 'p-6 text-lg' });
      message.append('Linekeeper is being updated. ', link);
      document.getElementById('root').replaceChildren(message);
    },
    true,
  );

  // Every page inside a company needs the same code and the person's companies. Both come while the app's script loads.
  const [, area, segment, page] = location.pathname.split('/');
  if (location.pathname === '/' || area === 'c') {
    for (const href of (document.currentScript.dataset.company ?? '').split(' ').filter(Boolean)) {
      const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href, crossOrigin: '' });
      document.head.append(link);
    }
    const signal = AbortSignal.timeout(10_000);

    // What the Number page asks first, for the company in the address. src/shell/early-number.ts takes the answer.
    const askNumber = async (answer) => {
      const companies = answer.ok ? await answer.json() : [];
      const company = companies.find(({ slug, id }) => segment === slug || segment === id);
      if (!company) return undefined;
      return fetch('/trpc/session.get,phone.getInboundNumber?batch=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'linekeeper-tenant': company.id },
        body: '{}',
        signal,
      });
    };

    window.earlySession = fetch('/api/session/tenants', { signal });
    // The app handles the failures, when it asks.
    window.earlySession.catch(() => {});
    if (page === 'number') {
      window.earlyNumber = window.earlySession.then((answer) => askNumber(answer.clone()));
      window.earlyNumber.catch(() => {});
    }
  }
}

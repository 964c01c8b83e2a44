import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailure } from './shell/route-failure.tsx';
import { HOME, nextPage } from './sign-in/next-page.ts';
import { isSignedIn } from './sign-in/session.ts';

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => (typeof search.next === 'string' ? { next: search.next } : {}),
  beforeLoad: async ({ search }) => {
    if (await isSignedIn()) throw redirect({ href: nextPage(search.next) });
  },
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

// Asked before anything of it is loaded: the parser of phone numbers is most of the application, and people who are
// signed out have no use for it.
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    if ((await isSignedIn()) === false) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import('./shell/signed-in.tsx'), 'SignedIn'),
});

const inboundNumber = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/inbound-number',
  component: lazyRouteComponent(() => import('./inbound-number/inbound-number-page.tsx'), 'InboundNumberPage'),
});

const voice = createRoute({
  getParentRoute: () => signedIn,
  path: '/voice',
  component: lazyRouteComponent(() => import('./voice/voice-page.tsx'), 'VoicePage'),
});

const toHome = (['/', '/settings'] as const).map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to: HOME, replace: true });
    },
  }),
);

export const router = createRouter({
  routeTree: root.addChildren([signIn, signedIn.addChildren([inboundNumber, voice]), ...toHome]),
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

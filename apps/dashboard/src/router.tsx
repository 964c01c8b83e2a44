import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailure } from './shell/route-failure.tsx';
import { readInvitation } from './sign-in/invitation.ts';
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

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$id',
  validateSearch: ({ token }): { token: string } => ({ token: typeof token === 'string' ? token : '' }),
  loaderDeps: ({ search: { token } }) => ({ token }),
  loader: ({ params: { id }, deps: { token } }) => readInvitation({ id, token }),
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: ({ token }): { token: string } => ({ token: typeof token === 'string' ? token : '' }),
  component: lazyRouteComponent(() => import('./sign-in/reset-password-page.tsx'), 'ResetPasswordPage'),
});

// Checked before any code of these pages is loaded. The phone number parser is most of the app, and people who are
// signed out don't need it.
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

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
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
  routeTree: root.addChildren([
    signIn,
    invitation,
    resetPassword,
    signedIn.addChildren([inboundNumber, apiKeys, voice]),
    ...toHome,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

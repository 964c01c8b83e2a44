import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { defaultCompany, findCompany, segmentOf } from './shell/company.ts';
import { NotFound, NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailure } from './shell/route-failure.tsx';
import { SessionFailure, SessionFailurePage } from './shell/session-failure-page.tsx';
import { readInvitation } from './sign-in/invitation.ts';
import { nextPage } from './sign-in/next-page.ts';
import { isSignedIn, readSession } from './sign-in/session.ts';

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string | undefined; email?: string | undefined } => ({
    next: text(search.next),
    email: text(search.email),
  }),
  beforeLoad: async ({ search }) => {
    if (await isSignedIn()) throw redirect({ href: nextPage(search.next) });
  },
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$id',
  validateSearch: ({ token }): { token: string } => ({ token: text(token) ?? '' }),
  loaderDeps: ({ search: { token } }) => ({ token }),
  loader: ({ params: { id }, deps: { token } }) => readInvitation({ id, token }),
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: ({ token }): { token: string } => ({ token: text(token) ?? '' }),
  component: lazyRouteComponent(() => import('./sign-in/reset-password-page.tsx'), 'ResetPasswordPage'),
});

/** The person's companies. Asked before any code of the pages is loaded: people who are signed out don't need it. */
async function companiesOf(href: string) {
  const session = await readSession();
  if (session.status === 'SIGNED_OUT') throw redirect({ to: '/sign-in', search: { next: href } });
  if (session.status === 'FAILED') throw new SessionFailure(session.message);
  return session.companies;
}

/** `/` opens the last company, or asks which one. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: async ({ location }) => {
    const companies = await companiesOf(location.href);
    const company = defaultCompany(companies);
    if (company) throw redirect({ to: '/c/$company', params: { company: segmentOf(company) }, replace: true });
    return companies;
  },
  errorComponent: SessionFailurePage,
  component: lazyRouteComponent(() => import('./shell/home-page.tsx'), 'HomePage'),
});

const company = createRoute({
  getParentRoute: () => root,
  path: '/c/$company',
  loader: async ({ params, location }) => {
    const companies = await companiesOf(location.href);
    const found = findCompany(companies, params.company);
    if (!found) throw notFound({ data: companies });
    return { company: found, companies };
  },
  // Read once for each company. Who can do what is asked with every request.
  staleTime: Number.POSITIVE_INFINITY,
  errorComponent: SessionFailurePage,
  notFoundComponent: lazyRouteComponent(() => import('./shell/home-page.tsx'), 'OtherCompanyPage'),
  component: lazyRouteComponent(() => import('./shell/workspace.tsx'), 'Workspace'),
});

const pages = [
  createRoute({
    getParentRoute: () => company,
    path: '/',
    component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/number',
    component: lazyRouteComponent(() => import('./inbound-number/inbound-number-page.tsx'), 'InboundNumberPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/connect',
    component: lazyRouteComponent(() => import('./voice/voice-page.tsx'), 'VoicePage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/calls',
    component: lazyRouteComponent(() => import('./calls/calls-page.tsx'), 'CallsPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/activity',
    component: lazyRouteComponent(() => import('./activity/activity-page.tsx'), 'ActivityPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/team',
    component: lazyRouteComponent(() => import('./team/team-page.tsx'), 'TeamPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/company',
    component: lazyRouteComponent(() => import('./company/company-page.tsx'), 'CompanyPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/account',
    component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => company,
    path: '/help',
    component: lazyRouteComponent(() => import('./help/help-page.tsx'), 'HelpPage'),
  }),
  // The shell stays around an address that no page has.
  createRoute({ getParentRoute: () => company, path: '$', component: NotFound }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, invitation, resetPassword, home, company.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export { type App, type AppOptions, createApp } from './app.ts';
export { type ExitCode, type Outlet, runCommandLine } from './command/command-line.ts';
export { type Env, readEnv } from './env.ts';
export { createLogger } from './log.ts';
export { createResolvePrincipal, type ResolvePrincipal } from './sign-in/resolve-principal.ts';
export { createSessionTokenReader, signSessionToken } from './sign-in/session-token.ts';
export { createSignIn } from './sign-in/sign-in.ts';
export { createSignInLimit, type SignInLimitOptions } from './sign-in/sign-in-limit.ts';
export { type RunningServer, startServer } from './start-server.ts';

import type { Page } from 'playwright-core';
import { inviteToAcme } from './invite.ts';
import type { People } from './people.ts';
import { ACME_OWNER, acme, brightline, press, type State, text } from './state.ts';

/** The pages outside of a company, and the ones that replace a page. */
export const SIGN_IN_STATES: readonly State[] = [
  { name: 'sign-in', person: null, path: '/sign-in', act: (page) => text(page, 'Demo sign-ins') },
  {
    name: 'sign-in-refused',
    person: null,
    path: '/sign-in',
    act: async (page) => {
      await page.getByLabel('Email').fill('owner@acme.example');
      await page.getByLabel('Password').fill('wrong');
      await page.keyboard.press('Enter');
      await text(page, 'Wrong email');
      await page.getByText('Forgot your password?').click();
    },
  },
  {
    name: 'sign-in-unreachable',
    person: null,
    path: '/sign-in',
    act: async (page) => {
      await page.route('**/api/auth/sign-in/**', (route) => route.abort());
      await page.getByLabel('Email').fill('owner@acme.example');
      await page.getByLabel('Password').fill('wrong');
      await page.keyboard.press('Enter');
      await text(page, "can't be reached");
    },
  },
  {
    name: 'sign-in-ended',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.context().clearCookies();
      await page.reload();
      await text(page, 'You were signed out');
    },
  },
  { name: 'reset-incomplete', person: null, path: '/reset-password', act: (page) => text(page, 'incomplete') },
  { name: 'reset', person: null, path: '/reset-password?token=x', act: (page) => text(page, '8 characters') },
  {
    name: 'reset-errors',
    person: null,
    path: '/reset-password?token=x',
    act: async (page) => {
      await press(page, 'Change password');
      await text(page, 'Choose a password');
    },
  },
  { name: 'invitation', person: null, path: '/sign-in', before: invite, act: followInvitation },
  {
    name: 'invitation-errors',
    person: null,
    path: '/sign-in',
    act: async (page) => {
      await followInvitation(page);
      await press(page, 'Join');
      await page.getByText('Enter your name', { exact: true }).waitFor();
    },
  },
  {
    name: 'invitation-ended',
    person: null,
    path: '/invitation/x?token=y',
    act: (page) => text(page, 'no longer valid'),
  },
  {
    name: 'invitation-ended-signed-in',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.goto(new URL('/invitation/x?token=y', page.url()).href);
      await text(page, 'no longer valid');
    },
  },
  {
    name: 'invitation-other-person',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.goto(invitation);
      await text(page, "but you're signed in as");
    },
  },
  {
    name: 'session-failed',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.route('**/api/session/tenants', (route) => route.abort());
      await page.reload();
      await text(page, "Linekeeper couldn't be loaded");
    },
  },
  { name: 'not-found-outside', person: null, path: '/nothing', act: (page) => text(page, 'Page not found') },
  { name: 'not-found', person: ACME_OWNER, path: acme('nothing'), act: (page) => text(page, 'Page not found') },
  { name: 'other-company', person: ACME_OWNER, path: brightline(''), act: (page) => text(page, "can't open") },
];

let invitation = '';

async function invite(people: People): Promise<void> {
  invitation = await inviteToAcme(people, 'sam@acme.example');
}

async function followInvitation(page: Page): Promise<void> {
  await page.goto(invitation);
  await page.getByRole('button', { name: 'Join' }).waitFor();
}

import { NoEncryptionKeyError, removePlatformAccount, storePlatformAccount } from '@linekeeper/core';
import { type PlaceCommand, Refused } from './command.ts';

const store: PlaceCommand = {
  name: 'twilio store',
  summary: 'Store the Twilio account that all companies share, encrypted',
  explanation: [
    "Reads it from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, so that the token doesn't appear in process lists. Replaces the stored account,",
    'if there is one. Servers use it from the next call on, and no longer need these variables. After another account is stored, the',
    'pages of companies without an account of their own wait for a new call before they show that the line works.',
  ],
  options: {},
  prepare:
    () =>
    async ({ operator, platformAccount }) => {
      if (!platformAccount) throw new Refused('Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN for this command');
      const { accountSid } = platformAccount;
      let isChange: boolean;
      try {
        isChange = await storePlatformAccount(operator, platformAccount);
      } catch (error) {
        if (!(error instanceof NoEncryptionKeyError)) throw error;
        throw new Refused(
          'There is no key to encrypt with. Set LINEKEEPER_SECRET or LINEKEEPER_ENCRYPTION_KEYS to the same value as on the servers',
        );
      }
      return {
        lines: [
          `Stored the account ${accountSid}. Its calls are accepted from now on.`,
          ...(isChange
            ? [
                'The pages of companies without an account of their own wait for a new call before they show that the line works.',
              ]
            : []),
        ],
        json: { accountSid },
      };
    },
};

const remove: PlaceCommand = {
  name: 'twilio remove',
  summary: 'Remove the Twilio account that "twilio store" stored',
  options: {},
  prepare:
    () =>
    async ({ operator }) => {
      const accountSid = await removePlatformAccount(operator);
      if (accountSid === null) throw new Refused('No Twilio account is stored for the platform');
      return {
        lines: [
          `Removed the account ${accountSid}. Its calls are refused from now on, unless TWILIO_ACCOUNT_SID names it on the servers.`,
        ],
        json: { accountSid },
      };
    },
};

export const TWILIO_COMMANDS = [store, remove];

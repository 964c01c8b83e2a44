/** Where the server reports what broke. A pino logger fits. */
export interface Log {
  error(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Reports to the console, for a host that gives no log. */
export const consoleLog: Log = {
  error: (fields, message) => console.error(`linekeeper: ${message}`, fields),
  warn: (fields, message) => console.error(`linekeeper: ${message}`, fields),
};

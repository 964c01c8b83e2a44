import { defineConfig } from 'vitest/config';

// vitest 4 reads this file only where it is named: `vitest run --config vitest.workspace.ts`.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          exclude: ['packages/db/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: false },
        },
      },
    ],
  },
});

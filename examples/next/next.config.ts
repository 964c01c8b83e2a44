import type { NextConfig } from 'next';

const config: NextConfig = {
  // The package reads its migrations from files.
  serverExternalPackages: ['@linekeeper/server'],
};
export default config;

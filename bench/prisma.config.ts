import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'src/servers/schema.prisma' });

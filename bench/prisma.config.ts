import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'src/express-server/schema.prisma' });

// Express 4 has the parts of Express 5 that are used here.
declare module 'express-4' {
  export { default } from 'express';
}

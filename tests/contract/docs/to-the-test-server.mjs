// The programs of the documentation name addresses of examples. These requests go to the test's server instead.
const { fetch } = globalThis;
globalThis.fetch = (address, init) => {
  const { pathname, search } = new URL(address);
  return fetch(`${process.env.TEST_SERVER}${pathname}${search}`, init);
};

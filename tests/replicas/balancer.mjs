import { Agent, createServer, request as send } from 'node:http';

/** A balancer that passes requests on to several replicas in turn. It never repeats a request. */
export async function startBalancer(ports) {
  const replicas = ports.map((port) => ({ port, agent: new Agent({ keepAlive: true }), isIn: true }));
  let turn = 0;
  const server = createServer((request, response) => {
    const available = replicas.filter(({ isIn }) => isIn);
    const { port, agent } = available[turn++ % available.length];
    const { method, url: path, headers } = request;
    const passed = send({ port, agent, method, path, headers, host: '127.0.0.1' }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', (error) => response.writeHead(502).end(`${error.code} ${error.message}`));
    request.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Sends no new requests to a replica. */
    takeOut(index) {
      replicas[index].isIn = false;
    },
    putBack(index) {
      replicas[index].isIn = true;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** An answer that matches the server's own document. */
export interface DocumentedAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * Reads an answer. Throws if `/openapi.json` doesn't have its status and body for that operation, or if the server
 * accepted a `sent` body that the document doesn't allow.
 */
export type AnswerReader = (
  method: string,
  path: string,
  response: Response,
  sent?: string,
) => Promise<DocumentedAnswer>;

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { headers?: object; content?: object }> } | undefined>
  >;
}

const PLACE = 'openapi.json';

/** Judges by the document that this server serves. */
export async function createAnswerReader(url: string): Promise<AnswerReader> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, PLACE);
  const pointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

  const judge = (place: string, body: unknown, said: string) => {
    const validate = ajv.getSchema(`${PLACE}${place}`);
    if (!validate) throw new Error(`No schema: ${said}`);
    if (!validate(body)) throw new Error(`Not as documented: ${said}: ${ajv.errorsText(validate.errors)}`);
  };

  return async (method, path, response, sent) => {
    const { status, headers } = response;
    const text = await response.text();
    const said = `${method} ${path} answered ${status} ${text.slice(0, 300)}`;
    const operation = document.paths[path]?.[method.toLowerCase()];
    // Unknown methods are refused in the same shape as the path's other refusals.
    const refused = status === 405 && !operation;
    const documented = operation?.responses[status];
    if (!refused && !documented) throw new Error(`Not documented: ${said}`);
    const [type = 'application/json'] = Object.keys(documented?.content ?? {});
    if (!headers.get('content-type')?.startsWith(`${type};`)) throw new Error(`Not ${type}: ${said}`);
    for (const name of Object.keys(documented?.headers ?? {})) {
      if (!headers.has(name)) throw new Error(`Without ${name}: ${said}`);
    }
    const body: unknown = type === 'application/json' ? JSON.parse(text) : text;
    const place = `#/paths/${pointer(path)}/${method.toLowerCase()}`;
    const schema = 'content/application~1json/schema';
    if (type !== 'application/json') return { status, headers, body };
    judge(refused ? '#/components/schemas/OrganizationRefusal' : `${place}/responses/${status}/${schema}`, body, said);
    if (status === 200 && sent !== undefined) {
      judge(`${place}/requestBody/${schema}`, JSON.parse(sent), `What was sent, ${sent.slice(0, 300)}`);
    }
    return { status, headers, body };
  };
}

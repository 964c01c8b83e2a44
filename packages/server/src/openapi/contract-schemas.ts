import * as contract from '@linekeeper/contract';
import * as phoneNumber from '@linekeeper/phone-number';
import { z } from 'zod';

/** A JSON Schema, or another part of the document. */
export type Json = { [key: string]: unknown };

/** The schemas of the contract as components of a document, with the names of their exports. */
export interface ContractSchemas {
  /** A reference to the schema of an answer. `name` is for a schema that the contract doesn't export. */
  answer(schema: z.ZodType, name: string): Json;
  /** The schema of a request, inline, because what can be sent can differ from what is read. */
  request(schema: z.ZodType): Json;
  /** The schemas that `document` refers to, directly or not. */
  componentsOf(document: unknown): Json;
}

const PLACE = '#/components/schemas/';

export function contractSchemas(): ContractSchemas {
  const registry = z.registry<{ id: string }>();
  const register = (schema: z.ZodType, id: string) => registry.has(schema) || registry.add(schema, { id });
  for (const [name, exported] of Object.entries({ ...phoneNumber, ...contract })) {
    if (exported instanceof z.ZodType) register(exported, name);
  }
  return {
    answer(schema, name) {
      register(schema, name);
      return { $ref: `${PLACE}${registry.get(schema)?.id}` };
    },
    request: (schema) => withoutMarks(z.toJSONSchema(schema, { io: 'input' })),
    componentsOf(document) {
      const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: (id) => `${PLACE}${id}` });
      const reached = new Set<string>();
      const reach = (part: unknown) => {
        for (const name of namesIn(part)) {
          if (reached.has(name)) continue;
          reached.add(name);
          reach(schemas[name]);
        }
      };
      reach(document);
      return Object.fromEntries([...reached].sort().map((name) => [name, withoutMarks(schemas[name] ?? {})]));
    },
  };
}

/** A schema inside a document doesn't need its own `$schema` and `$id`. */
function withoutMarks(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}

function namesIn(part: unknown): string[] {
  return [...JSON.stringify(part).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) =>
    String(name),
  );
}

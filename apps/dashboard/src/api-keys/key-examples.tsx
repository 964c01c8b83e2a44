import { API_KEYS } from './texts.ts';

/** Two short programs. They show where the key goes by its beginning, never the key. */
export function KeyExamples({ prefix }: { prefix: string }) {
  const { origin } = window.location;
  const key = `${prefix}…`;
  return (
    <details className="mt-5 text-sm">
      <summary className="min-h-6 cursor-pointer font-medium">{API_KEYS.examples}</summary>
      <p className="mt-2 text-muted">{API_KEYS.examplesHint(key)}</p>
      <Example
        name="curl"
        code={`curl -X POST ${origin}/trpc/phone.getInboundNumber \\
  -H 'authorization: Bearer ${key}' \\
  -H 'content-type: application/json' \\
  -d '{}'`}
      />
      <Example
        name="TypeScript"
        code={`import { createClient } from '@linekeeper/client';

const linekeeper = createClient({ url: '${origin}/trpc', token: '${key}' });
const number = await linekeeper.phone.getInboundNumber.query();`}
      />
    </details>
  );
}

function Example({ name, code }: { name: string; code: string }) {
  return (
    <figure className="mt-3">
      <figcaption className="text-muted">{name}</figcaption>
      <pre className="mt-1 whitespace-pre-wrap wrap-anywhere rounded-lg bg-sunken p-3 font-mono text-xs leading-5">
        {code}
      </pre>
    </figure>
  );
}

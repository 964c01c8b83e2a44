/** An operation on one line, with its answer. All times are from one clock. */
export interface LineOperation {
  /** When it was sent. */
  from: number;
  /** When its answer arrived; Infinity if it's unknown whether it was done. Then it can have no effect, or one at any later time. */
  to: number;
  did:
    | { kind: 'CLAIM'; tenant: string }
    /** A claim that was refused because another company holds the line. */
    | { kind: 'TAKEN'; tenant: string }
    | { kind: 'RELEASE'; tenant: string }
    /** A look-up, or a call that was answered. `holder` null: nobody was found. */
    | { kind: 'FOUND'; holder: string | null }
    /** A call that was refused, because this company doesn't hold the line. */
    | { kind: 'NOT_FOUND'; tenant: string };
}

/** Who holds the line after it; undefined: it can't have happened while `holder` held the line. */
function after(holder: string | null, { did }: LineOperation): string | null | undefined {
  switch (did.kind) {
    case 'CLAIM':
      return holder === null || holder === did.tenant ? did.tenant : undefined;
    case 'TAKEN':
      return holder !== null && holder !== did.tenant ? holder : undefined;
    case 'RELEASE':
      return holder === did.tenant ? null : undefined;
    case 'FOUND':
      return holder === did.holder ? holder : undefined;
    case 'NOT_FOUND':
      return holder === did.tenant ? undefined : holder;
  }
}

/** A way in which the operations so far can have happened. `done`: those under way that have had their effect. */
interface State {
  holder: string | null;
  done: ReadonlySet<LineOperation>;
}

/**
 * Whether one order of the operations fits both their times and their answers, so that each took effect at some moment
 * between its start and its end. All orders are tried. Nobody holds the line at first.
 */
export function isLinearizable(operations: readonly LineOperation[]): boolean {
  const keyOf = ({ holder, done }: State) =>
    `${holder} ${operations.flatMap((operation, i) => (done.has(operation) ? i : [])).join()}`;
  const events = operations
    .flatMap((operation) => [
      { at: operation.from, isStart: true, operation },
      { at: operation.to, isStart: false, operation },
    ])
    // What starts at the very moment at which something else ends can have happened before it.
    .sort((a, b) => (a.at === b.at ? Number(b.isStart) - Number(a.isStart) : a.at - b.at));
  const underWay = new Set<LineOperation>();
  let states: State[] = [{ holder: null, done: new Set() }];
  for (const { at, isStart, operation } of events) {
    if (at === Infinity) break;
    if (isStart) {
      underWay.add(operation);
      continue;
    }
    // This operation has ended, so it took effect. Before that, any other running operation can have taken effect.
    const seen = new Map<string, State>();
    const visit = (state: State) => {
      const key = keyOf(state);
      if (seen.has(key)) return;
      seen.set(key, state);
      if (state.done.has(operation)) return;
      for (const next of underWay) {
        const holder = state.done.has(next) ? undefined : after(state.holder, next);
        if (holder !== undefined) visit({ holder, done: new Set(state.done).add(next) });
      }
    };
    for (const state of states) visit(state);
    underWay.delete(operation);
    const ended = [...seen.values()].filter(({ done }) => done.has(operation));
    states = [
      ...new Map(
        ended.map(({ holder, done }) => {
          const state = { holder, done: new Set([...done].filter((one) => one !== operation)) };
          return [keyOf(state), state];
        }),
      ).values(),
    ];
    if (states.length === 0) return false;
  }
  return true;
}

/** Takes one of a key's places. Returns the function that gives it back, or null if all places are taken. */
export type TakePlace = (key: string) => (() => void) | null;

/** Limits the concurrent calls of one caller, so that others can call, too. */
export function createAtOnce(places: number): TakePlace {
  const taken = new Map<string, number>();
  return (key) => {
    const now = taken.get(key) ?? 0;
    if (now >= places) return null;
    taken.set(key, now + 1);
    return () => {
      const left = (taken.get(key) ?? 1) - 1;
      if (left > 0) taken.set(key, left);
      else taken.delete(key);
    };
  };
}

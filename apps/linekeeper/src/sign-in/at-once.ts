/** Takes one of a key's places and returns how to give it back; null if all of them are taken. */
export type TakePlace = (key: string) => (() => void) | null;

/** Bounds how much one caller does at the same time, so that it cannot use up what is there for everybody. */
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

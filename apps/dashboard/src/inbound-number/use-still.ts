import { useEffect, useState } from 'react';

/** Whether the text has stood as it is for `ms` milliseconds. */
export function useStill(text: string, ms: number): boolean {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled === text;
}

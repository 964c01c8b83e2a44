/** Does a task `count` times, `lanes` of them at once. Returns what each returned, in order. */
export async function inLanes<T>(lanes: number, count: number, task: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = new Array(count);
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < count; i = next++) results[i] = await task(i);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

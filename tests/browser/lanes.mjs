// Work that is done in several tabs at once.

/**
 * Does every job in one of several lanes, each with what `open` gave it: the next job goes to the lane that is free.
 *
 * @returns {Promise<unknown[]>} what `work(lane, job)` gave for each job, in the order of the jobs.
 */
export const inLanes = async (count, jobs, open, work) => {
  const results = [];
  const waiting = jobs.entries();
  const lane = async () => {
    const opened = await open();
    for (const [index, job] of waiting) results[index] = await work(opened, job);
  };
  await Promise.all(Array.from({ length: count }, lane));
  return results;
};

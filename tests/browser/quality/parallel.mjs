// Runs jobs in several workers at the same time.

/**
 * Runs every job in one of `count` workers. Each worker has one value of `open`; the next job goes to the worker that is free.
 *
 * @returns {Promise<unknown[]>} the results of `work(opened, job)`, in the order of the jobs.
 */
export const inParallel = async (count, jobs, open, work) => {
  const results = [];
  const waiting = jobs.entries();
  const worker = async () => {
    const opened = await open();
    for (const [index, job] of waiting) results[index] = await work(opened, job);
  };
  await Promise.all(Array.from({ length: count }, worker));
  return results;
};

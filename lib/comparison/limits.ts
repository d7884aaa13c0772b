/** Most runs that can be laid side by side. */
export const mostRuns = 100

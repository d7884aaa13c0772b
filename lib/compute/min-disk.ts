/** Megabytes of disk that an agent keeps free: with less it takes no step. */
export const minDiskMb = Number(process.env.ATELIER_MIN_DISK_MB ?? 2_000)

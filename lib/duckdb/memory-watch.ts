const intervalMs = 20

/** Whole megabytes (2^20 bytes) that this process holds in memory now. */
export function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / (1 << 20))
}

/** Looks at this process's memory until stopped; calls `onExceeded` once, with the peak, above the limit. All in MB. */
export function watchMemory(limitMb: number, onExceeded: (peakMb: number) => void): { stop(): { peakMb: number; restMb: number } } {
  let peakMb = residentMb()
  const look = () => {
    const now = residentMb()
    peakMb = Math.max(peakMb, now)
    if (now <= limitMb) return now
    clearInterval(timer)
    onExceeded(peakMb)
    return now
  }
  const timer = setInterval(look, intervalMs)
  return {
    stop() {
      clearInterval(timer)
      const restMb = residentMb()
      return { peakMb: Math.max(peakMb, restMb), restMb }
    },
  }
}

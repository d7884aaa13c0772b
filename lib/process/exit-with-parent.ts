/**
 * Ends this process when the launcher that forked it is gone, however it died: the IPC channel closes with it.
 * Without a channel (started by hand, by a container runtime …) nothing happens.
 * @param shutDown what to finish first; after five seconds the process ends without it
 */
export function exitWithParent(shutDown: () => Promise<void> | void = () => {}): void {
  if (!process.channel) return
  // The channel alone must not keep a process running that has nothing left to do.
  process.channel.unref()
  let ending = false
  process.once('disconnect', () => {
    if (ending) return
    ending = true
    const late = setTimeout(() => process.exit(1), 5000)
    late.unref()
    void Promise.resolve()
      .then(shutDown)
      .catch(() => {})
      .finally(() => process.exit(0))
  })
}

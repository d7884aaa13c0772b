// Loaded before Next.js in the studio's process: it ends with the launcher, and an open event stream does not hold up a stop.
const openStreamsMs = 1500

if (process.channel) {
  process.channel.unref()
  process.on('disconnect', () => process.exit(0))
}
process.once('SIGTERM', () => {
  // Next.js waits for every connection, and a browser's event stream never ends by itself.
  setTimeout(() => process.exit(0), openStreamsMs).unref()
})

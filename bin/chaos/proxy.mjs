// The network between one agent and the studios: it can be cut, stall, swallow what is sent, and refuse.
import net from 'node:net'

export class Proxy {
  /** Pairs of sockets: the agent's and the studio's. */
  links = new Set()
  refusing = false
  stalled = false
  next = 0

  /** @param {number[]} ports of the studios; one that does not answer is passed over */
  constructor(ports) {
    this.ports = ports
    this.server = net.createServer({ allowHalfOpen: true }, (socket) => this.accept(socket))
  }

  /** @returns {Promise<number>} the port it listens on */
  listen() {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', () => resolve(this.server.address().port)))
  }

  close() {
    this.server.close()
    this.cut()
  }

  /** Every connection ends at once. */
  cut() {
    for (const { near, far } of this.links) for (const socket of [near, far]) socket.resetAndDestroy?.()
  }

  /** Connections stay open, and nothing goes through for a while. */
  stall(ms) {
    this.stalled = true
    for (const link of this.links) link.pause()
    setTimeout(() => {
      this.stalled = false
      for (const link of this.links) link.resume()
    }, ms)
  }

  /** Connections stay open for ever, and nothing that is sent on them arrives; new ones are as always. */
  swallow() {
    for (const link of this.links) link.swallow()
  }

  refuse(ms) {
    this.refusing = true
    this.cut()
    setTimeout(() => (this.refusing = false), ms)
  }

  accept(near) {
    near.on('error', () => {})
    if (this.refusing) return near.destroy()
    this.connect(near, this.ports.length)
  }

  connect(near, tries) {
    const far = net.connect({ port: this.ports[this.next++ % this.ports.length], host: '127.0.0.1', allowHalfOpen: true })
    const failed = () => (tries > 1 && !near.destroyed ? this.connect(near, tries - 1) : near.destroy())
    far.once('error', failed)
    far.once('connect', () => {
      far.off('error', failed)
      far.on('error', () => {})
      this.join(near, far)
    })
  }

  join(near, far) {
    let swallowing = false
    const link = {
      near,
      far,
      pause: () => [near, far].forEach((socket) => socket.pause()),
      resume: () => [near, far].forEach((socket) => socket.resume()),
      swallow: () => (swallowing = true),
    }
    this.links.add(link)
    for (const [from, to] of [[near, far], [far, near]]) {
      from.on('data', (data) => {
        if (swallowing || to.destroyed || to.write(data)) return
        from.pause()
        to.once('drain', () => this.stalled || from.resume())
      })
      from.on('end', () => swallowing || to.end())
      from.on('close', () => {
        this.links.delete(link)
        if (!swallowing) to.destroy()
      })
    }
    if (this.stalled) link.pause()
  }
}

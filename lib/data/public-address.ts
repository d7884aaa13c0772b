import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AppError } from '@/lib/errors'

/** Whether an administrator lets URL imports reach this machine and its network. */
export function privateAddressesAllowed(): boolean {
  return process.env.ATELIER_ALLOW_PRIVATE_URLS === '1'
}

/** True for addresses of the public internet alone: no loopback, link-local, private, shared, multicast, reserved or tunnelled ones. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address written as IPv6 (::ffff:127.0.0.1) is judged as what it is.
  return ipaddr.process(address).range() === 'unicast'
}

export function refuseAddress(host: string): AppError {
  return new AppError('invalid', `“${host}” is on this machine's own network, which the studio does not read from. An administrator can allow it with ATELIER_ALLOW_PRIVATE_URLS=1.`, { host })
}

/**
 * Name resolution for a connection that must end at a public address: all of a name's addresses are judged, and the
 * connection goes to one that was judged, so that a name cannot answer differently the second time.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[]
    if (error) return callback(error, '', 0)
    const refused = privateAddressesAllowed() ? undefined : addresses.find(({ address }) => !isPublicAddress(address))
    if (refused || addresses.length === 0) return callback(refuseAddress(hostname) as NodeJS.ErrnoException, '', 0)
    if (options.all) return callback(null, addresses as unknown as string, 0)
    callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

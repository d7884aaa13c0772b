'use client'

import { useUrlState } from '@/components/runs/use-url-state'
import { Badge } from '@/components/ui/badge'
import { formatBytes, formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { AssetView, VersionView } from '@/lib/data/schema'
import { sourceWords } from '../source-words'
import { VersionState } from '../version-state'

/** Every version, newest first; pressing one shows its table. Versions never change. */
export function VersionsTab({ asset, shown }: { asset: AssetView; shown: number }) {
  const url = useUrlState()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-6 max-sm:p-4">
      <Table>
        <thead>
          <tr>
            <Th>Version</Th>
            <Th numeric>Rows</Th>
            <Th numeric>Columns</Th>
            <Th numeric className="max-sm:hidden">Size</Th>
            <Th className="max-md:hidden">Source</Th>
            <Th className="max-md:hidden">By</Th>
            <Th>Added</Th>
          </tr>
        </thead>
        <tbody>
          {asset.versions.map((version) => (
            <Tr key={version.version} selected={version.version === shown} className="relative">
              <Td>
                <button type="button" className="font-medium after:absolute after:inset-0 hover:text-link" onClick={() => url.set({ version: version.version === asset.latest.version ? null : String(version.version), tab: null })}>
                  v{version.version}
                </button>{' '}
                {version.version === asset.latest.version && <Badge tone="accent">latest</Badge>} <VersionState version={version} />
              </Td>
              <Counts version={version} />
              <Td className="text-muted max-md:hidden">{sourceWords(version)}</Td>
              <Td className="text-muted max-md:hidden">{version.createdBy ?? 'Atelier'}</Td>
              <Td className="text-muted">
                <RelativeTime at={version.createdAt} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function Counts({ version }: { version: VersionView }) {
  return (
    <>
      <Td numeric>{version.rows === null ? '–' : formatInteger(version.rows)}</Td>
      <Td numeric>{version.columns === null ? '–' : formatInteger(version.columns.length)}</Td>
      <Td numeric className="max-sm:hidden">{version.size === null ? '–' : formatBytes(version.size)}</Td>
    </>
  )
}

'use client'

import { useMemo, useState } from 'react'
import Link from 'next/link'
import { valueText } from '@/components/experiments/value-text'
import { Crumb } from '@/components/shell/crumb'
import { formatNumber } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Switch } from '@/components/ui/switch'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { VersionDetail } from '@/lib/registry/views'
import { compareVersions, type ComparedRow } from './prepare-comparison'
import { modelHref, versionHref } from './queries'

/** Two versions of a model side by side: what differs, and by how much. */
export function CompareVersionsPage({ from, to }: { from: VersionDetail; to: VersionDetail }) {
  const { slug } = useWorkspace()
  const [all, setAll] = useState(false)
  const sections = useMemo(() => compareVersions(from, to), [from, to])
  const title = `Versions ${from.version} and ${to.version}`
  return (
    <Page>
      <Crumb label={`${from.name}, ${title.toLowerCase()}`} />
      <PageHeader
        title={title}
        description={<>Of <Link className="link" href={modelHref(slug, from.name)}>{from.name}</Link></>}
        actions={<label className="flex items-center gap-2"><Switch checked={all} onCheckedChange={setAll} /> Show what is the same</label>}
      />
      {sections.map(({ title: heading, rows }) => (
        <Section key={heading} heading={heading} rows={all ? rows : rows.filter(({ same }) => !same)} none={rows.length === 0 ? 'Neither version has any.' : 'No difference.'} versions={[from, to]} />
      ))}
    </Page>
  )
}

function Section({ heading, rows, none, versions }: { heading: string; rows: ComparedRow[]; none: string; versions: [VersionDetail, VersionDetail] }) {
  const { slug } = useWorkspace()
  const numeric = rows.some(({ change }) => change !== null)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium">{heading}</h2>
      {rows.length === 0 ? <p className="text-muted">{none}</p> : (
        <Table aria-label={heading}>
          <thead>
            <tr>
              <Th>Name</Th>
              {versions.map((version) => (
                <Th key={version.version} numeric={numeric}>
                  <Link className="hover:underline" href={versionHref(slug, version.name, version.version)}>Version {version.version}</Link>
                </Th>
              ))}
              {numeric && <Th numeric>Change</Th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, from, to, change }) => (
              <Tr key={key}>
                <Td className="max-sm:max-w-28" title={key}>{key}</Td>
                <Cell value={from} numeric={numeric} />
                <Cell value={to} numeric={numeric} />
                {numeric && <Td numeric>{change === null ? '' : `${change > 0 ? '+' : ''}${formatNumber(change)}`}</Td>}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}

function Cell({ value, numeric }: { value: string | number | null; numeric: boolean }) {
  return (
    <Td numeric={numeric} className="max-sm:max-w-28" title={value === null ? 'It has none' : String(value)}>
      {value === null ? <span className="text-faint">none</span> : valueText(value, numeric)}
    </Td>
  )
}

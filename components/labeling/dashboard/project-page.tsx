'use client'

import { useQuery } from '@tanstack/react-query'
import { Copy, Download, FileInput, ImagePlus, Tags } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingHref, projectQuery } from '../labeling-queries'
import { AssistSettingsForm } from '../assist/assist-settings'
import { ImagesPanel } from '../projects/images-panel'
import { LabelsPanel } from '../projects/labels-panel'
import { SettingsPanel } from '../projects/settings-panel'
import { Overview } from './overview'

const ExportDialog = dynamic(() => import('../formats/export-dialog').then((part) => part.ExportDialog))
const ImportDialog = dynamic(() => import('../formats/import-dialog').then((part) => part.ImportDialog))
const CloneDialog = dynamic(() => import('../projects/clone-dialog').then((part) => part.CloneDialog), { ssr: false })
const AddImagesDialog = dynamic(() => import('../wizard/add-images-dialog').then((part) => part.AddImagesDialog))

const QualityPanel = dynamic(() => import('../quality/quality-panel').then((part) => part.QualityPanel), { ssr: false })

const tabs = ['overview', 'images', 'quality', 'labels', 'settings'] as const

/** One labeling project: how far it is, its images, its labels and its settings. */
export function ProjectPage({ initial }: { initial: ProjectView }) {
  const { slug } = useWorkspace()
  const mayManage = useCan('labeling.manage')
  const mayLabel = useCan('labeling.annotate')
  const url = useUrlState()
  const [open, setOpen] = useState<'images' | 'import' | 'export' | 'clone' | null>(null)
  const { data: project, error } = useQuery({ ...projectQuery(slug, initial.id), initialData: initial })
  const tab = tabs.find((name) => name === url.get('tab')) ?? 'overview'
  const close = (next: boolean) => !next && setOpen(null)
  return (
    <Page>
      <Crumb label={project.name} />
      <PageHeader
        title={project.name}
        badge={project.state !== 'active' && <Badge tone="warning">{project.state === 'paused' ? 'Paused' : 'Archived'}</Badge>}
        actions={
          <>
            {mayManage && (
              <>
                <Button icon={ImagePlus} onClick={() => setOpen('images')}>
                  Add images
                </Button>
                <Button icon={FileInput} onClick={() => setOpen('import')}>
                  Import labels
                </Button>
              </>
            )}
            <Button icon={Download} onClick={() => setOpen('export')}>
              Export
            </Button>
            {mayLabel && project.state === 'active' && project.counts.open > 0 && (
              <Button variant="primary" asChild>
                <Link href={`${labelingHref(slug, project.id)}/label`}>
                  <Tags aria-hidden className="size-4" />
                  Start labeling
                </Link>
              </Button>
            )}
          </>
        }
      />
      {error && <ErrorNote error={error} />}
      {project.state !== 'active' && <p className="text-muted">Nobody is handed images while it is {project.state}. What was drawn is kept. {mayManage ? 'Its state is among the settings.' : 'Those who lead it set it going again.'}</p>}
      <Tabs value={tab} onValueChange={(value) => url.set({ tab: value === 'overview' ? null : value })} className="flex flex-col gap-4">
        <TabsList aria-label="Parts of the project">
          <Tab value="overview">Overview</Tab>
          <Tab value="images">Images</Tab>
          {mayManage && <Tab value="quality">Quality</Tab>}
          <Tab value="labels">Labels</Tab>
          {mayManage && <Tab value="settings">Settings</Tab>}
        </TabsList>
        <TabPanel value="overview">
          <Overview project={project} onAdd={mayManage ? () => setOpen('images') : undefined} />
        </TabPanel>
        <TabPanel value="images">
          <ImagesPanel project={project} />
        </TabPanel>
        {mayManage && (
          <TabPanel value="quality">
            <QualityPanel project={project} />
          </TabPanel>
        )}
        <TabPanel value="labels">
          <LabelsPanel project={project} />
        </TabPanel>
        {mayManage && (
          <TabPanel value="settings">
            <div className="flex flex-col gap-6">
              <Button icon={Copy} className="self-start" onClick={() => setOpen('clone')}>
                Clone this project
              </Button>
              <SettingsPanel key={project.id} project={project} />
              <AssistSettingsForm key={`assist ${project.id}`} project={project} />
            </div>
          </TabPanel>
        )}
      </Tabs>
      {open === 'images' && <AddImagesDialog project={project} onOpenChange={close} />}
      {open === 'import' && <ImportDialog project={project} onOpenChange={close} />}
      {open === 'clone' && <CloneDialog project={project} onClose={() => setOpen(null)} />}
      {open === 'export' && <ExportDialog project={project} onOpenChange={close} />}
    </Page>
  )
}

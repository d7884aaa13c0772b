'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { Command } from 'cmdk'
import { Dialog as Radix } from 'radix-ui'
import { Building2, Keyboard, LogOut, Plus, Search, Sun, Moon, Monitor, type LucideIcon } from 'lucide-react'
import { Kbd } from '@/components/ui/kbd'
import { useWorkspace } from '@/components/ui/workspace-context'
import { useKeyGroups, useKeyLabels } from './keys'
import { navHref, navigationFor } from './navigation'
import { useSearchObjects } from './search-objects'
import { searchScore } from './search-score'
import { signOut } from './sign-out'
import { chooseTheme } from './theme'
import type { WorkspaceChoice } from './workspace-switcher'

export interface CommandPaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  workspaces: WorkspaceChoice[]
  onNewWorkspace?: () => void
  onKeys: () => void
}

interface ItemProps {
  icon?: LucideIcon
  value: string
  keywords?: string[]
  hint?: React.ReactNode
  keys?: string
  onSelect: () => void
  children: React.ReactNode
}

function Item({ icon: Icon, hint, keys, children, ...rest }: ItemProps) {
  const labels = useKeyLabels()
  return (
    <Command.Item {...rest} className="flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2 data-[selected=true]:bg-hover">
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="shrink-0 text-sm text-muted">{hint}</span>}
      {keys && <span className="flex gap-1">{labels(keys).map((text, index) => <Kbd key={index}>{text}</Kbd>)}</span>}
    </Command.Item>
  )
}

const groupClass = '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted'

/** ⌘K: every page, object and action of the workspace. */
export function CommandPalette({ open, onOpenChange, workspaces, onNewWorkspace, onKeys }: CommandPaletteProps) {
  const { slug, role } = useWorkspace()
  const router = useRouter()
  const [search, setSearch] = useState('')
  const objects = useSearchObjects(search)
  const pageKeys = useKeyGroups().filter(({ title }) => title !== 'Everywhere')
  /** Closes first, so that what opens next takes the focus. */
  const then = (work: () => void) => () => {
    onOpenChange(false)
    setTimeout(work, 0)
  }
  const go = (href: string) => then(() => router.push(href))
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content aria-describedby={undefined} className="fixed top-[12vh] left-1/2 z-50 w-[600px] max-w-[calc(100vw-16px)] -translate-x-1/2 animate-appear overflow-hidden rounded-lg bg-raised shadow-pop max-sm:top-2">
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Command label="Search and commands" loop filter={searchScore}>
            <div className="flex h-11 items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 text-muted" />
              <Command.Input autoFocus value={search} onValueChange={setSearch} placeholder="Find a page, a pipeline, a run, data, or an action…" className="h-full flex-1 bg-transparent text-lg outline-none placeholder:text-faint" />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="max-h-[min(440px,65vh)] overflow-y-auto p-1.5 pb-2">
              <Command.Empty className="px-2 py-6 text-center text-muted">Nothing is named like “{search}”.</Command.Empty>
              {pageKeys.map(({ title, bindings }) => (
                <Command.Group key={title} heading={title} className={groupClass}>
                  {bindings.filter(({ run }) => run).map(({ keys, label, run }) => (
                    <Item key={label} value={`${label}\n${title}`} keys={keys} onSelect={then(() => run?.())}>{label}</Item>
                  ))}
                </Command.Group>
              ))}
              {objects.map(({ heading, icon, items }) => (
                <Command.Group key={heading} heading={heading} className={groupClass}>
                  {items.map(({ id, label, hint, href, keywords }) => (
                    <Item key={id} value={`${label}\n${id}`} keywords={keywords} icon={icon} hint={hint} onSelect={go(href)}>{label}</Item>
                  ))}
                </Command.Group>
              ))}
              <Command.Group heading="Pages" className={groupClass}>
                {navigationFor(role).flatMap((group) => group.items).map(({ segment, label, icon, key, keywords }) => (
                  <Item key={segment} value={`${label}\npage`} keywords={keywords?.split(' ')} icon={icon} keys={`g ${key}`} onSelect={go(navHref(slug, segment))}>{label}</Item>
                ))}
              </Command.Group>
              <Command.Group heading="Actions" className={groupClass}>
                {workspaces.filter((workspace) => workspace.slug !== slug).map((workspace) => (
                  <Item key={workspace.slug} value={`Switch to ${workspace.name}\n${workspace.slug}`} icon={Building2} onSelect={go(`/w/${workspace.slug}`)}>Switch to {workspace.name}</Item>
                ))}
                {onNewWorkspace && <Item value="New workspace" icon={Plus} onSelect={then(onNewWorkspace)}>New workspace</Item>}
                <Item value="Light theme" icon={Sun} onSelect={then(() => chooseTheme('light'))}>Light theme</Item>
                <Item value="Dark theme" icon={Moon} onSelect={then(() => chooseTheme('dark'))}>Dark theme</Item>
                <Item value="Theme as the system" icon={Monitor} onSelect={then(() => chooseTheme('system'))}>Theme as the system</Item>
                <Item value="Keys of this page" keywords={["keyboard", "shortcuts"]} icon={Keyboard} keys="?" onSelect={then(onKeys)}>Keys of this page</Item>
                <Item value="Sign out" keywords={["log out"]} icon={LogOut} onSelect={then(() => void signOut())}>Sign out</Item>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Keyboard, LogOut, Monitor, Moon, Settings, Sun, type LucideIcon } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { LateMenuProps } from '@/components/ui/late-menu'
import { useWorkspace } from '@/components/ui/workspace-context'
import { signOut } from './sign-out'
import { chooseTheme, currentTheme, type Theme } from './theme'

const themes: { value: Theme; label: string; icon: LucideIcon }[] = [
  { value: 'system', label: 'As the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
]

export interface AccountItemsProps extends LateMenuProps {
  onKeys: () => void
}

/** Who one is, the theme, the keys and the way out. */
export function AccountItems({ trigger, onKeys }: AccountItemsProps) {
  const { slug, role, user } = useWorkspace()
  const [theme, setTheme] = useState<Theme>('system')
  function choose(next: Theme) {
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <DropdownMenu modal={false} onOpenChange={(open) => open && setTheme(currentTheme())}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <DropdownMenuLabel className="py-1.5">
          <span className="block truncate text-base font-medium text-fg">{user.name}</span>
          <span className="block truncate">
            {user.email} · {role}
          </span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup aria-label="Theme" value={theme} onValueChange={(value) => choose(value as Theme)}>
          {themes.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              <span className="flex items-center gap-2">
                <Icon aria-hidden className="size-4 opacity-75" strokeWidth={1.75} />
                {label}
              </span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={Keyboard} keys="?" onSelect={onKeys}>
          Keys
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/w/${slug}/settings`}>
            <Settings aria-hidden className="size-4 opacity-75" strokeWidth={1.75} />
            Settings
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={LogOut} onSelect={() => void signOut()}>
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

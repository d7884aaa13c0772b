'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/components/ui/workspace-context'
import { Avatar } from './avatar'
import { signOut } from './sign-out'
import { chooseTheme, currentTheme, type Theme } from './theme'

export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { slug, role, user } = useWorkspace()
  const [theme, setTheme] = useState<Theme>('system')
  function choose(next: Theme) {
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <DropdownMenu onOpenChange={(open) => open && setTheme(currentTheme())}>
      <DropdownMenuTrigger aria-label={`Account of ${user.name}`} className="flex size-8 items-center justify-center rounded-md hover:bg-hover data-[state=open]:bg-hover">
        <Avatar name={user.name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-sm text-muted">
            {user.email} · {role}
          </p>
        </div>
        <DropdownMenuSeparator />
        <div className="flex items-center justify-between gap-2 px-2 py-1">
          <span>Theme</span>
          <Segmented<Theme>
            aria-label="Theme"
            value={theme}
            onValueChange={choose}
            options={[
              { value: 'system', label: 'As the system', icon: Monitor, iconOnly: true },
              { value: 'light', label: 'Light', icon: Sun, iconOnly: true },
              { value: 'dark', label: 'Dark', icon: Moon, iconOnly: true },
            ]}
          />
        </div>
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

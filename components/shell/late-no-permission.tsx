'use client'

import dynamic from 'next/dynamic'

/** The page that says which role is missing, sent only where it is drawn. */
export const LateNoPermission = dynamic(() => import('./no-permission').then((module) => module.NoPermission))

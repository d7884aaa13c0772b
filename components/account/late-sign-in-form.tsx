'use client'

import dynamic from 'next/dynamic'

/** The sign-in form, sent only where it is drawn: every page can end in a 401, few do. */
export const LateSignInForm = dynamic(() => import('./sign-in-form').then((module) => module.SignInForm))

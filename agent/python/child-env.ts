import os from 'node:os'

/** What programs that we start may see of our own environment; tokens and database addresses are not among it. */
const passed = [
  'PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TERM', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH',
  'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy',
  'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'PYENV_ROOT', 'PYENV_VERSION', 'SystemRoot',
]
const passedPrefixes = ['LC_', 'OPENBLAS_', 'XDG_']

/** Where packages come from is the host's business: its settings for uv and pip reach the installer, but never a step. */
const installerPrefixes = ['UV_', 'PIP_']

function pick(prefixes: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => passed.includes(name) || prefixes.some((prefix) => name.startsWith(prefix))),
  ) as NodeJS.ProcessEnv
}

/** For uv and pip. `home` holds the package cache. */
export function installerEnv(home: string): NodeJS.ProcessEnv {
  const env = pick([...passedPrefixes, ...installerPrefixes])
  delete env.UV_PYTHON
  delete env.UV_PROJECT_ENVIRONMENT
  const index = env.PIP_INDEX_URL
  const cert = env.PIP_CERT
  return {
    ...env,
    ...(index && !env.UV_INDEX_URL && !env.UV_DEFAULT_INDEX && { UV_DEFAULT_INDEX: index }),
    ...(cert && !env.SSL_CERT_FILE && { SSL_CERT_FILE: cert }),
    UV_CACHE_DIR: `${home}/cache/uv`,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
  }
}

/** A step sees the GPUs that it was given and no others: none where it asked for none. */
export function visibleGpus(gpus: string[]): { CUDA_VISIBLE_DEVICES: string } {
  return { CUDA_VISIBLE_DEVICES: gpus.join(',') }
}

/** For a program of a Command step: where programs are and in which language they speak, and nothing that opens anything. */
export function programEnv(): NodeJS.ProcessEnv {
  return pick(passedPrefixes)
}

/** For the warm process. One BLAS thread and no helper threads: a process with threads must not fork. */
export function warmEnv(pythonRoot: string): NodeJS.ProcessEnv {
  return {
    ...pick(passedPrefixes),
    PYTHONPATH: pythonRoot,
    PYTHONNOUSERSITE: '1',
    PYTHONHASHSEED: '0',
    PYTHONUTF8: '1',
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    ARROW_DEFAULT_MEMORY_POOL: 'system',
    JE_ARROW_MALLOC_CONF: 'background_thread:false',
    ...(os.platform() === 'darwin' && { OBJC_DISABLE_INITIALIZE_FORK_SAFETY: 'YES', VECLIB_MAXIMUM_THREADS: '1' }),
  }
}

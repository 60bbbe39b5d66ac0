#!/usr/bin/env node
// The one door into kernelab, for any Node: what follows needs Node 20, and an older one could not even read it.
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error('kernelab needs Node 20 or newer to start (nodejs.org). This is Node ' + process.versions.node + '.');
  console.error('kernelab은 Node 20 이상에서 시작합니다(nodejs.org). 지금은 Node ' + process.versions.node + '입니다.');
  process.exit(1);
}
import('./door.mjs');

// Sets kernelab up from a bundle, without a network, and opens the lab: `node start.mjs [--to FOLDER] [options of the lab]`.
// A later start finds everything in place. (`kernelab bundle DIR` puts this file into DIR.)
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    'kernelab needs Node 20 or newer; one lies in the folder node of the bundle. This is Node ' +
      process.versions.node +
      '.',
  );
  console.error(
    'Node 20 이상이 필요합니다. 묶음의 node 폴더에 있습니다. 지금은 Node ' + process.versions.node + '입니다.',
  );
  process.exit(1);
}
import('./bin/unbundle.mjs')
  .then(function (module) {
    return module.unbundle();
  })
  .catch(function (error) {
    // A file that was cut may still be JavaScript that lacks what comes after.
    var cut = ['SyntaxError', 'ReferenceError', 'TypeError'].indexOf(error.name) >= 0;
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && !cut) throw error;
    console.error('kernelab: the bundle is not whole: files of its folder bin are missing or damaged. Copy it again.');
    console.error('kernelab: 묶음이 온전하지 않습니다. bin 폴더의 파일이 없거나 손상되었습니다. 다시 복사하세요.');
    process.exit(1);
  });

"""Power cuts for processes: unsynced_loss_shim keeps what is durable of a folder, and this makes it the folder.

    folder.mkdir(); durable.mkdir()
    process = subprocess.Popen(command, env=os.environ | power_cut.environment(shim, folder, durable))
    ...
    process.kill(); process.wait()
    power_cut.restore(folder, durable)
"""

import pathlib
import shutil


def environment(shim, folder, durable, ignore_syncs=False):
    """The variables of a process whose `folder` can lose power; `durable` is an empty folder beside it."""
    # LD_PRELOAD cannot say a path with a space, so it says the name and LD_LIBRARY_PATH where it lies.
    shim = pathlib.Path(shim)
    variables = {"LD_PRELOAD": shim.name, "LD_LIBRARY_PATH": str(shim.parent), "KARVAN_FAULT_DIR": str(folder),
                 "KARVAN_FAULT_DURABLE": str(durable)}
    if ignore_syncs:
        variables["KARVAN_FAULT_IGNORE_SYNCS"] = "1"
    return variables


def restore(folder, durable):
    """Makes `folder` what a power cut would have left of it, and empties `durable` for the next process."""
    shutil.rmtree(folder)
    folder.mkdir()
    _restore_folder(folder, "", durable)
    shutil.rmtree(durable)
    durable.mkdir()


def _restore_folder(folder, relative, durable):
    names = durable / "names" / f"{relative}|"
    if not names.exists():
        return  # made, and never synced itself
    for line in names.read_text(encoding="utf-8").splitlines():
        kind, name = line[0], line[2:]
        if kind == "d":
            (folder / name).mkdir()
            _restore_folder(folder / name, f"{relative}|{name}" if relative else name, durable)
        else:
            name, content = name.rsplit(" ", 1)
            source = durable / "content" / content
            if source.exists():
                shutil.copyfile(source, folder / name)
            else:
                (folder / name).touch()

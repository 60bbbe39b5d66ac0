# The Littlest JupyterHub: copied to /opt/tljh/config/jupyterhub_config.d/kernelab.py, then `sudo tljh-config reload`.
c = get_config()  # noqa: F821
c.Spawner.environment.update({"KERNELAB_MEMORY_MB": "2000", "KERNELAB_THREADS": "1"})

"""The groups of the desk; migrations say what each may do."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions


def grant(apps: Apps, groups: dict[str, list[str]]) -> None:
    """Give each group, made where absent, the permissions of these codenames."""
    # Permissions are made after all migrations; these groups need them now.
    labels = ["newsroom", "interviews", "taggit"]
    for label in labels:
        config = apps.get_app_config(label)
        models_module = getattr(config, "models_module", None)
        config.models_module = True  # type: ignore[assignment] # any but None
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = models_module
    Group = apps.get_model("auth", "Group")  # noqa: N806 -- a model of that time
    Permission = apps.get_model("auth", "Permission")  # noqa: N806
    for name, codenames in groups.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(
                codename__in=codenames, content_type__app_label__in=labels
            )
        )

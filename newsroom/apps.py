from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _
from taggit.apps import TaggitAppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from newsroom import times

        checks.register(times.zone_data)


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk_site.DeskSite"


class TagsConfig(TaggitAppConfig):  # type: ignore[misc] # taggit has no types
    verbose_name = _("Tags")

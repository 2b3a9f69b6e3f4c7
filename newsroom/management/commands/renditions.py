from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from newsroom import pages
from newsroom.images.renditions import RenditionsField


class Command(BaseCommand):
    help = (
        "Make the widths and formats of pictures that have none yet, such as those"
        " uploaded before an update. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = 0
        for model in apps.get_models():
            for field in model._meta.fields:
                if isinstance(field, RenditionsField):
                    made += self._make(model, field.name)
        if made:
            pages.changed()
            self.stdout.write(f"Pictures with new renditions: {made}.")

    def _make(self, model: Any, name: str) -> int:
        made = 0
        lacking = model.objects.exclude(**{name: ""}).filter(**{f"{name}_tone": ""})
        for row in lacking.iterator():
            try:
                getattr(row, name).make_renditions()
            except OSError as error:
                self.stderr.write(f"{model.__name__} {row.pk}: {error}")
                continue
            # Only if nobody has put another picture there meanwhile.
            still = {name: getattr(row, name).name}
            tone = {f"{name}_tone": getattr(row, f"{name}_tone")}
            made += model.objects.filter(pk=row.pk, **still).update(**tone)
        return made

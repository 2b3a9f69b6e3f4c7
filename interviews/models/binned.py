from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview


class BinnedInterview(Interview):  # type: ignore[django-manager-missing] # taggit
    """An interview in the bin, for the desk's list of them."""

    class Meta:
        proxy = True
        verbose_name = _("interview in the bin")
        verbose_name_plural = _("interviews in the bin")
        ordering = ["-deleted_at", "-pk"]
        default_permissions = []
